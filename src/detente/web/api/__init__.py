"""`/api/v1`: plain data for programs. Each handler reads a request, asks the store or a process, and answers."""
