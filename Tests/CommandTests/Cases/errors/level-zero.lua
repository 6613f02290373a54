-- Level 0 puts no position before the message.
error("no position", 0)
