-- An error object that cannot tell what it is.
error({ code = 7 })
