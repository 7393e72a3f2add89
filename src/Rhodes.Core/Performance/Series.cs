namespace Rhodes.Core.Performance;

/// <summary>Functions whose last digit is the same on every machine, which those of the base library do not promise.</summary>
internal static class Series
{
    private const double LogarithmOfTwo = 0.693147180559945309417;

    /// <summary><c>x^n</c> by squares, n from 0.</summary>
    public static double Power(double x, int n)
    {
        var product = 1.0;
        for (; n > 0; n >>= 1)
        {
            if ((n & 1) == 1) product *= x;
            x *= x;
        }

        return product;
    }

    /// <summary>The natural logarithm of a finite x above 0, within 1e-14: x is brought near 1 by halving, then
    /// <c>ln x = 2 (z + z^3 / 3 + z^5 / 5 + …)</c> with <c>z = (x - 1) / (x + 1)</c>.</summary>
    public static double Logarithm(double x)
    {
        var halvings = 0;
        for (; x > 1.5; halvings++) x /= 2;
        for (; x < 0.75; halvings--) x *= 2;
        var z = (x - 1) / (x + 1);
        var (sum, power) = (0.0, z);
        for (var i = 1; i < 24; i += 2)
        {
            sum += power / i;
            power *= z * z;
        }

        return 2 * sum + halvings * LogarithmOfTwo;
    }
}
