-- Bytes in a message that are not UTF-8.
error("\xff\xfe broken")
