"""What the desk's tests share. The folder is put on the path, so that a notebook's kernel can import the sample, too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
