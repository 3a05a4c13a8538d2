package shop.orders

allow if {"a": 1} == {"b": 1}
