"""The asynchronous half of the client; its blocking twin is generated from it."""
