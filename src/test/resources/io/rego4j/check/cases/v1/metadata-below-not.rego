package shop.orders

import future.keywords["not"]

allow if not count(rego.metadata.chain()) > 1
