using Gateway.Host.Commands;

// Not returned: .NET would wait for every foreground thread that a plugin has left behind.
Environment.Exit(GatewayCommand.Run(args));
