from .sample import load_sample_partnership

__all__ = ["load_sample_partnership"]
