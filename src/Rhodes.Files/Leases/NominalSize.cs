using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Leases;

/// <summary>What a cell is sold with, as it stands in the file. Zero: that level is not offered.</summary>
internal sealed record NominalSize(int Halls, int Pods, int Racks, int Nodes, Mark At)
{
    public static NominalSize? Read(YamlValue value, Findings findings)
    {
        if (MappingReader.Open(value, LeaseKeys.Nominal, findings) is not { } keys) return null;
        var size = new NominalSize(
            keys.Optional("halls", Reading.Read.Count, 0), keys.Optional("pods", Reading.Read.Count, 0),
            keys.Optional("racks", Reading.Read.Count, 0), keys.Required("nodes", Reading.Read.Count), keys.Start);
        return keys.IsSound ? size : null;
    }

    public CellShape Of(Level level) => new(level, Halls, Pods, Racks, Nodes);

    /// <summary>The outermost level that it names.</summary>
    public Level Outermost => Halls > 0 ? Level.Hall : Pods > 0 ? Level.Pod : Racks > 0 ? Level.Rack : Level.Node;

    /// <summary>More than any fabric has, so that its product may not fit into an int either.</summary>
    public bool IsAbsurd =>
        (Int128)Math.Max(1, Halls) * Math.Max(1, Pods) * Math.Max(1, Racks) * Nodes > Reading.Read.MostOfAnything;
}
