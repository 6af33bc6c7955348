using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>All that is described as data, one file a family.</summary>
internal static class Recognisers
{
    public static IReadOnlyList<Recogniser> All { get; } =
    [
        .. Money.All, .. UnitedStates.All, .. UnitedKingdom.All, .. Canada.All, .. Germany.All, .. Spain.All, .. Italy.All, .. NorthernEurope.All,
        .. Turkey.All, .. Australia.All, .. India.All, .. Korea.All, .. SouthEastAsia.All, .. Africa.All, .. Things.All,
    ];
}
