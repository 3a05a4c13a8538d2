package shop.orders

import rego.v1

input := 1
