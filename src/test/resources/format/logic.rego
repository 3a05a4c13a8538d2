package logic

import future.keywords.and
import future.keywords.not
import future.keywords.or

p if { a and b or c }
q if (a or b) and
   {c; d} or not {e}
r if not (x and y)
s if { {x := 1; x > 0} or
  f(1) }
