"""Forankret: from raw transcripts to a report in which every number leads back to the words it stands on."""
