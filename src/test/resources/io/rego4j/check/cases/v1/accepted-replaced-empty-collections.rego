package shop

import data.shop as store

default limits := {}

default steps := []

default roles := set()

default nested := {"a": {}, "b": [[]], "c": {"d": set()}}

default mixed := {}

mixed := {"z": 1} if input.x

limit := limits.k

first := steps[0]

admin if roles.admin

deep := [nested.a.x, nested.b[0][0], nested.c.d[1]]

mix := mixed.k

test_limit if limit == 1 with data.shop.limits as {"k": 1}

test_first if first == 1 with store.steps as [1]

test_admin if admin with data.shop.roles as {"admin"}

test_deep if deep == [1, 2, 3] with data.shop.nested as {"a": {"x": 1}, "b": [[2]], "c": {"d": {3}}}

test_mix if count([1 | mix == 1 with data.shop.mixed as {"k": 1}]) == 1
