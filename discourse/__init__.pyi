from . import errors as errors
from .charts import draw_themes as draw_themes
from .codebook import Codebook as Codebook
from .corpus import Corpus as Corpus
from .exports import write_csv as write_csv
from .loaders import read as read
from .loaders.canvas import read_canvas as read_canvas
from .loaders.capture import read_capture as read_capture
from .loaders.discourse_forum import read_discourse_forum as read_discourse_forum
from .loaders.edx import read_edx as read_edx
from .loaders.facebook import read_facebook as read_facebook
from .loaders.forum_page import read_forum_page as read_forum_page
from .loaders.github import read_github as read_github
from .loaders.hackernews import read_hackernews as read_hackernews
from .loaders.hypothesis import read_hypothesis as read_hypothesis
from .loaders.mastodon import read_mastodon as read_mastodon
from .loaders.moodle import read_moodle as read_moodle
from .loaders.reddit import read_reddit as read_reddit
from .loaders.stackexchange import read_stackexchange as read_stackexchange
from .loaders.table import read_table as read_table
from .loaders.twitter import read_twitter as read_twitter
from .loaders.youtube import read_youtube as read_youtube
from .measures import measure_themes as measure_themes
from .project import Project as Project
from .themes import find_terms as find_terms
from .widgets import show_coder as show_coder

__version__: str
