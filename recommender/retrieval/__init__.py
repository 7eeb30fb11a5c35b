"""From a text to ranked skills."""
