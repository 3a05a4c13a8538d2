# The pets of the town.
package   pets

import data.zoo
import data.owners as o # who has them

import input.request


# METADATA
# title: Allow
default allow:=false
allow if { request.method=="GET" }
allow if {
    request.method == "POST" # writes
    # only owners

    some owner in o


    owner.name==request.user
}
a:=1
b := 2
c := {"x":1,
  "y" : [1,2,
  3], # three
  "z": {1,2,}}
matrix := [
  [1, 2], [3, 4],
  [5, 6]
]
# last words
