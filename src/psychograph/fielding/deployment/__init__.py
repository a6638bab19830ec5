"""Whether a server is safe to put on the internet: settings, files, clock, mail, users, backups, promises."""
