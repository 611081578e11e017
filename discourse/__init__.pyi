from . import errors as errors
from .charts import draw_themes as draw_themes
from .codebook import Codebook as Codebook
from .corpus import Corpus as Corpus
from .exports import write_csv as write_csv
from .loaders import read as read
from .loaders.capture import read_capture as read_capture
from .loaders.discord import read_discord as read_discord
from .loaders.irc import read_irc as read_irc
from .loaders.mbox import read_mbox as read_mbox
from .loaders.slack import read_slack as read_slack
from .loaders.table import read_table as read_table
from .loaders.teams import read_teams as read_teams
from .loaders.telegram import read_telegram as read_telegram
from .loaders.whatsapp import read_whatsapp as read_whatsapp
from .loaders.zulip import read_zulip as read_zulip
from .measures import measure_themes as measure_themes
from .project import Project as Project
from .themes import find_terms as find_terms
from .widgets import show_coder as show_coder

__version__: str
