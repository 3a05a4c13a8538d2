# CRLF
package crlf

# METADATA
# title: over lines
#no blanké: 1
p := {
	"a": 1, # one
	"😀": "😀", "b": 2
}

q contains x if { some x in [1,
2] } # end