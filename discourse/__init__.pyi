from . import errors as errors
from .codebook import Codebook as Codebook
from .corpus import Corpus as Corpus
from .project import Project as Project
from .widgets import show_coder as show_coder
