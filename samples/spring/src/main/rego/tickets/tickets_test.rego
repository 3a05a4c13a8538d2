package tickets_test

import data.tickets.methods
import data.tickets.requests

test_readers_only_read if {
	requests.allow with input as {"method": "GET", "roles": ["ROLE_READER"]}
	not requests.allow with input as {"method": "POST", "roles": ["ROLE_READER"]}
}

test_refund[note] if {
	some note, case in {
		"agent, cheap": {"roles": ["ROLE_AGENT"], "refund": 99, "want": true},
		"agent, dear": {"roles": ["ROLE_AGENT"], "refund": 100, "want": false},
		"manager, dear": {"roles": ["ROLE_MANAGER"], "refund": 100, "want": true},
		"reader": {"roles": ["ROLE_READER"], "refund": 1, "want": false},
	}
	given := {"roles": case.roles, "arguments": {"refund": case.refund}}
	methods.resolve == case.want with input as given
}
