package shop.orders

paths contains link.path[1] if some link in rego.metadata.chain()
