"""Needs that pages leave open, by topic: grouped, named, sized, ranked."""
