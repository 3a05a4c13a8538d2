package shop.orders

import future.keywords.and

allow if { count(rego.metadata.chain()) > 1 } and input.open

titles contains link if {
	some link in rego.metadata.chain()
	link.path == input.path
	rego.metadata.chain() with input as 3
	not rego.metadata.chain()
}

# METADATA
# title: Deny
deny contains rego.metadata.rule().title if input.closed
