package empty

allow if true
