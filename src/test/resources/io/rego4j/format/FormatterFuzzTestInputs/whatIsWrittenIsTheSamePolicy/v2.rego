# METADATA
# title: t

package a

import rego.v2

p := $"a{1}b{x # c
}" if not {x; y} or z
