"""Which stage of the journey a text, a contact or a batch belongs to, and stages it may lack."""
