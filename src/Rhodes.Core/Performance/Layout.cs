namespace Rhodes.Core.Performance;

/// <summary>How one replica stands on devices.</summary>
/// <param name="Width">Devices that every layer is split over, inside one fast domain.</param>
/// <param name="Stages">Groups of layers one behind the other.</param>
public readonly record struct Layout(int Width, int Stages)
{
    public int Devices => Width * Stages;

    public override string ToString() => Stages == 1 ? $"{Width}" : $"{Width} × {Stages} stages";
}
