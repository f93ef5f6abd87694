"""Drawings of a journey with the customer on top: terminal, SVG, Mermaid, BPMN.

Nothing is imported here, so that each drawing costs only itself.
"""
