# Who may send which request.
package tickets.requests

default allow := false

allow if {
	input.method == "GET"
	"ROLE_READER" in input.roles
}

allow if {
	input.method == "POST"
	"ROLE_AGENT" in input.roles
}
