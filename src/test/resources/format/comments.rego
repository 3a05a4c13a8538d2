package comments
# after the package

# apart


import data.b # b
# before a
import data.a # a

p := { # opens
  "a": 1, # one
  # second
  "b": 2
  # last
} # closes

q if { # body
  # before x
  input.x # x


  # before y
  input.y
  # at the end
}

r := [ # array
1, # one
2] # two
# METADATA
# title: s
# METADATA
# title: t
t := f( # call
  1, # one
  2)
s if {
  true
} else := 1 if { # else
  # inside
  false
}
