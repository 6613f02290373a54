print "no test at all"
