# Which rows of the table a user sees.
package tickets.rows

# METADATA
# scope: document
# compile:
#   unknowns: [input.tickets]
include if input.tickets.owner == input.user

include if {
	"ROLE_AGENT" in input.roles
	input.tickets.secret == false
}
