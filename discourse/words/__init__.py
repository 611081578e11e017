"""Words and what can be counted of them: the floor on which phrases and topics are found and measured. No text is changed here.

read      texts -> words with offsets, lemmas, and which of them are function words
lemmas    what is known of a language: lemmas and function words
tags      what a spaCy pipeline says of the words: parts of speech and lemmas
scripts   which scripts write words together
grams     the phrases that recur, and how far each stands on its own (C-value)
common    how common a word is in everyday English
keyness   log ratio, log-likelihood, dispersion
passages  texts -> paragraphs or sentences, and the table of which words each holds
factors   topics of such a table: fitting, naming, stability, coherence
"""
