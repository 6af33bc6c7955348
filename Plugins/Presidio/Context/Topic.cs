namespace Gateway.Plugins.Presidio.Context;

/// <summary>What the words before a candidate speak of.</summary>
[Flags]
internal enum Topic : ulong
{
    None = 0,

    /// <summary>A telephone, by a noun: what follows is dialled.</summary>
    Phone = 1UL << 0,

    /// <summary>Calling: what follows is a telephone number if it is written as one.</summary>
    Call = 1UL << 1,

    /// <summary>Getting in touch, by whatever means.</summary>
    Contact = 1UL << 21,

    Card = 1UL << 2,
    Bank = 1UL << 3,
    Passport = 1UL << 4,
    SocialSecurity = 1UL << 5,
    Taxpayer = 1UL << 6,
    Tax = 1UL << 7,
    Driver = 1UL << 8,
    Medical = 1UL << 9,
    Crypto = 1UL << 10,
    Vehicle = 1UL << 11,
    Identity = 1UL << 12,
    Postal = 1UL << 13,
    Company = 1UL << 14,
    Network = 1UL << 15,
    Voter = 1UL << 16,
    Insurance = 1UL << 17,
    Date = 1UL << 18,

    /// <summary>A version, a release, a build: four numbers with dots are no address.</summary>
    Version = 1UL << 19,

    /// <summary>Something that is numbered and is nobody's: an order, a ticket, a process, a time stamp.</summary>
    Serial = 1UL << 20,
}
