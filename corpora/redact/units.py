"""What people count and measure: a number before such a word is nobody's."""

from __future__ import annotations

import re

UNIT = re.compile(
    r"\s?(?:%|°|[kmgt]b\b|[kmgt]bps|mbit|gbit|mm\b|cm\b|m\b|km\b|kg\b|g\b|mg\b|lbs?\b|oz\b|ml\b"
    r"|l\b|litres?|liters?|[kmg]?hz\b|[kmu]?w\b|watts?|kwh|mah|v\b|volts?|amps?|inch|in\.|feet"
    r"|ft\b|miles?\b(?!\splus)|hours?|hrs?\b|minutes?|mins?\b|seconds?|secs?\b|days?|weeks?"
    r"|months?|years?|times?\b|people|persons?|adults|units?|pieces|pcs|pairs?|items?"
    r"|x\b(?!\s?\d)|rpm|dpi"
    r"|lumens?|points|dollars|pounds|euros|usd|gbp|eur|am\b|pm\b|stars?|steps?|pages?|copies"
    r"|customers?|tickets|orders|passengers|employees|calories|psi|btu|gsm|pixels?|megapixels?"
    r"|mp\b)",
    re.IGNORECASE,
)
