from . import errors as errors
from .charts import draw_themes as draw_themes
from .codebook import Codebook as Codebook
from .corpus import Corpus as Corpus
from .exports import write_csv as write_csv
from .loaders import read as read
from .loaders.capture import read_capture as read_capture
from .loaders.commento import read_commento as read_commento
from .loaders.disqus import read_disqus as read_disqus
from .loaders.feed import read_feed as read_feed
from .loaders.ghost import read_ghost as read_ghost
from .loaders.html import read_html as read_html
from .loaders.isso import read_isso as read_isso
from .loaders.movabletype import read_movabletype as read_movabletype
from .loaders.remark42 import read_remark42 as read_remark42
from .loaders.table import read_table as read_table
from .loaders.wordpress_api import read_wordpress_api as read_wordpress_api
from .loaders.wxr import read_wxr as read_wxr
from .measures import measure_themes as measure_themes
from .project import Project as Project
from .themes import find_terms as find_terms
from .widgets import show_coder as show_coder

__version__: str
