"""The same API as a good team writes it with Strawberry, Tortoise and dataloaders, without gql_crm."""
