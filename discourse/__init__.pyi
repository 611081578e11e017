from . import errors as errors
from .charts import draw_themes as draw_themes
from .codebook import Codebook as Codebook
from .corpus import Corpus as Corpus
from .exports import write_csv as write_csv
from .loaders import read as read
from .loaders.capture import read_capture as read_capture
from .loaders.chat import read_chat as read_chat
from .loaders.docx import read_docx as read_docx
from .loaders.elan import read_elan as read_elan
from .loaders.interview import read_interview as read_interview
from .loaders.odt import read_odt as read_odt
from .loaders.pdf import read_pdf as read_pdf
from .loaders.rtf import read_rtf as read_rtf
from .loaders.sbv import read_sbv as read_sbv
from .loaders.srt import read_srt as read_srt
from .loaders.table import read_table as read_table
from .loaders.textgrid import read_textgrid as read_textgrid
from .loaders.vtt import read_vtt as read_vtt
from .loaders.zoom_chat import read_zoom_chat as read_zoom_chat
from .measures import measure_themes as measure_themes
from .project import Project as Project
from .themes import find_terms as find_terms
from .widgets import show_coder as show_coder

__version__: str
