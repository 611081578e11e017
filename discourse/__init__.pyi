from . import errors as errors
from .charts import draw_themes as draw_themes
from .codebook import Codebook as Codebook
from .corpus import Corpus as Corpus
from .exports import write_csv as write_csv
from .exports.convokit import write_convokit as write_convokit
from .loaders import read as read
from .loaders.capture import read_capture as read_capture
from .loaders.convokit import read_convokit as read_convokit
from .loaders.records import read_records as read_records
from .loaders.table import read_table as read_table
from .measures import measure_themes as measure_themes
from .project import Project as Project
from .themes import find_terms as find_terms
from .widgets import show_coder as show_coder

__version__: str
