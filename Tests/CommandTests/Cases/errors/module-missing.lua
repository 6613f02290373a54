-- A module that nobody has.
require "nothing.of.the.kind"
