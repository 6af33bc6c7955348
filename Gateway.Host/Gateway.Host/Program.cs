using Gateway.Host.Commands;

return GatewayCommand.Create().Parse(args).Invoke();
