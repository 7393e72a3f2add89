namespace Rhodes.Core.Performance;

/// <summary>Time that devices take to tell each other what they computed.</summary>
internal static class Exchange
{
    /// <summary>
    /// Every device gets the sum of what all have: a ring, <c>2 (n - 1) / n × bytes / rate</c>, and a start.
    /// In a mesh of pairs only the links to the n - 1 others carry it.
    /// </summary>
    /// <param name="bytes">That each device has.</param>
    /// <param name="devices">1: nothing is exchanged.</param>
    public static double SumSeconds(double bytes, int devices, Machine machine, Software software)
    {
        if (devices <= 1) return 0;
        var share = bytes > software.LargeExchangeBytes ? software.LargeLinkShare : software.LinkShare;
        var links = machine.IsMesh ? (devices - 1.0) / Math.Max(1, machine.FastDevices - 1) : 1;
        return 2.0 * (devices - 1) / devices * bytes / (machine.LinkBytesPerSecond * share * links) + software.ExchangeSeconds;
    }

    /// <summary>From stage to stage, over the links while both stand in one fast domain, else over the network.</summary>
    /// <param name="bytes">Of all tokens, which the devices of a stage send in parts.</param>
    public static double StageSeconds(double bytes, Layout layout, Machine machine, Software software)
    {
        var rate = layout.Devices <= machine.FastDevices ? machine.LinkBytesPerSecond : machine.NetworkBytesPerSecond;
        return (layout.Stages - 1) * (bytes / layout.Width / (rate * software.LinkShare) + software.ExchangeSeconds);
    }
}
