using Gateway.Core.Routing;

namespace Gateway.Host.Startup;

/// <summary>A session, and what of the configuration it offers.</summary>
/// <remarks>A class: the code of a list of structs would be compiled anew at every start of the process.</remarks>
internal sealed record OpenSession(SessionView View, Session Session);
