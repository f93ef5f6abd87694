"""Colours that people with any colour vision tell apart, and that never speak alone.

The hues are Okabe and Ito's (Color Universal Design, 2008). Whatever a colour says, a sign, a
line style or a word beside it says too.
"""

from __future__ import annotations

BLUE = "#0072B2"
SKY = "#56B4E9"
GREEN = "#009E73"
ORANGE = "#E69F00"
VERMILION = "#D55E00"
PURPLE = "#CC79A7"
