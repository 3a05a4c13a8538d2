package shop.orders

allow { input := {"a": 1}; input.a == 1 }
