namespace Rhodes.Core.Performance;

/// <summary>What of a replica's memory is left for the context of sequences, and how many devices a model needs at all.</summary>
public static class ServingMemory
{
    /// <summary>Widths that a layer is split by: heads are shared out evenly.</summary>
    public static readonly IReadOnlyList<int> Widths = [1, 2, 4, 8];

    /// <summary>Above this nobody serves a model, and a search for devices ends.</summary>
    private const int MostStages = 64;

    /// <summary>Tokens that fit beside the weights: <c>(devices (usable memory - reserve) - weights) / bytes of a token</c>. Below 0: the weights do not fit.</summary>
    public static double ContextTokens(ModelOnMachine it, Layout layout) =>
        (layout.Devices * (it.Machine.MemoryBytes * it.Software.UsableMemory - it.Software.ReserveBytes) - it.WeightBytes) / it.ContextBytesPerToken;

    /// <summary>The longest context of one sequence: what fits, or what the model was made for.</summary>
    /// <returns>0 when the weights do not fit.</returns>
    public static long LongestContext(ModelOnMachine it, Layout layout) =>
        (long)Math.Clamp(ContextTokens(it, layout), 0, it.Model.MostContext);

    /// <summary>
    /// Layouts in which a sequence of this length fits: the widths of one fast domain; stages, as few as will do, only where none of them is enough,
    /// and only where the rate from stage to stage is known.
    /// </summary>
    public static IReadOnlyList<Layout> Layouts(ModelOnMachine it, double tokens, int mostDevices)
    {
        var widths = Widths.Where(width => width <= Math.Min(it.Machine.FastDevices, mostDevices)).ToList();
        List<Layout> fitting = [.. widths.Select(width => new Layout(width, 1)).Where(Fits)];
        if (fitting.Count > 0) return fitting;
        for (var stages = 2; stages <= MostStages && widths[^1] * stages <= mostDevices; stages++)
        {
            Layout layout = new(widths[^1], stages);
            if (!CanPass(it.Machine, layout)) break;
            if (Fits(layout)) return [layout];
        }

        return [];

        bool Fits(Layout layout) => ContextTokens(it, layout) >= tokens;
    }

    /// <summary>Devices that would hold the weights and one sequence by memory alone, whatever joins them. Null: not even very many.</summary>
    public static int? DevicesNeeded(ModelOnMachine it, double tokens)
    {
        var each = it.Machine.MemoryBytes * it.Software.UsableMemory - it.Software.ReserveBytes;
        if (each <= 0) return null;
        var devices = Math.Ceiling((it.WeightBytes + tokens * it.ContextBytesPerToken) / each);
        return devices > 1_000_000 ? null : (int)Math.Max(1, devices);
    }

    private static bool CanPass(Machine machine, Layout layout) =>
        (layout.Devices <= machine.FastDevices ? machine.LinkBytesPerSecond : machine.NetworkBytesPerSecond) > 0;
}
