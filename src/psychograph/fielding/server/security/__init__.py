"""What keeps the server safe: headers, hosts, bounds of what is sent, signed forms and cookies, rates."""
