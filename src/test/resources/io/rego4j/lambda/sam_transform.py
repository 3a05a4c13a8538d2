"""Runs AWS's own SAM transform over templates: python sam_transform.py TEMPLATE...

Prints an object: for each template the types of its resources, and for each operation of its API what secures it.
"""
import json
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class NoManagedPolicies:
    def load(self):
        return {}


result = {}
for path in sys.argv[1:]:
    with open(path) as file:
        template = yaml_parse(file)
    image = {"ImageUri": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/opa:1"}
    resources = transform(template, image, NoManagedPolicies())["Resources"]
    security = {}
    schemes = {}
    for resource in resources.values():
        if resource["Type"] in ("AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"):
            body = resource["Properties"]["Body"]
            schemes = body.get("components", {}).get("securitySchemes", {})
            for route, operations in body["paths"].items():
                for method, operation in operations.items():
                    security[f"{method} {route}"] = [name for each in operation.get("security", []) for name in each]
    types = sorted(resource["Type"] for resource in resources.values())
    result[path] = {"types": types, "security": security, "schemes": schemes}
print(json.dumps(result))
