from . import errors as errors
from .charts import draw_themes as draw_themes
from .codebook import Codebook as Codebook
from .corpus import Corpus as Corpus
from .loaders import read as read
from .loaders.capture import read_capture as read_capture
from .loaders.table import read_table as read_table
