# Who may call which method with which arguments.
package tickets.methods

default resolve := false

# An agent may give back what is cheap; a manager may give back anything.
resolve if {
	"ROLE_AGENT" in input.roles
	input.arguments.refund < 100
}

resolve if "ROLE_MANAGER" in input.roles
