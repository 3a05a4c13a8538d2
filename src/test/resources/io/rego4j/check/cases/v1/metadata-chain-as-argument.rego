package shop.orders

allow if strings.any_prefix_match(rego.metadata.chain(), "a")

titles contains link.title if some link in rego.metadata.chain()
